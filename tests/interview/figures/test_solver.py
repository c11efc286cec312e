"""The solver prints nothing where a result is expected."""

import subprocess
import sys

SAID = "a line of the C library"
PROGRAM = f"""
import ctypes
from interview.figures.solver import silence

library = ctypes.CDLL("ucrtbase" if __import__("sys").platform == "win32" else None)
print("before")
with silence():
    library.puts(b"{SAID}")
print("after")
"""


def test_what_c_code_prints_while_it_solves_reaches_nobody():
    told = subprocess.run(
        (sys.executable, "-c", PROGRAM), capture_output=True, encoding="utf-8", check=True, timeout=60
    )
    assert told.stdout.split() == ["before", "after"]
    assert SAID not in told.stderr


def test_the_program_goes_on_without_a_standard_output():
    closed = (
        f"import os\nos.close(1)\n{PROGRAM.replace('print', 'str')}\nimport sys; sys.stderr.write('good')"
    )
    told = subprocess.run(
        (sys.executable, "-c", closed), capture_output=True, encoding="utf-8", check=False, timeout=60
    )
    assert "good" in told.stderr
