"""pyxform converting a form: run by the interpreter of its own environment.

Talks in lines: prints one JSON object when ready. « write FILE » makes of an XLSForm kept as JSON the files
that a person would have (csv, md, xlsx). « convert FILE TIMES » converts it that many times and answers the
time of each and the memory of the process; the extension tells what is converted, and a `.json` is handed
over as a dictionary already in memory, its reading not counted. It imports nothing of this project.
"""

# mypy: ignore-errors

import copy
import csv
import gc
import json
import sys
import time
from pathlib import Path

import openpyxl
from pyxform.xls2xform import convert


def write(path):
    """The same sheets as csv, Markdown and xlsx, beside the JSON."""
    sheets = {
        name: [columns := list(dict.fromkeys(key for row in rows for key in row)), *cells(rows, columns)]
        for name, rows in json.loads(path.read_text("utf-8")).items()
    }
    with path.with_suffix(".csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for name, rows in sheets.items():
            writer.writerow([name])
            writer.writerows(["", *row] for row in rows)
    lines = [
        "| " + " | ".join(row) + " |"
        for name, rows in sheets.items()
        for row in ([name], *(["", *row] for row in rows))
    ]
    path.with_suffix(".md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    book = openpyxl.Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([cell or None for cell in row])
    book.save(path.with_suffix(".xlsx"))


def cells(rows, columns):
    """Rows of text, in the order of the columns."""
    return [[row.get(column, "") for column in columns] for row in rows]


def converted(path, times):
    """Seconds of each conversion, memory of the process at most, size of the form that comes out."""
    given = json.loads(path.read_text("utf-8")) if path.suffix == ".json" else path
    seconds, size = [], 0
    for _ in range(times):
        form = copy.deepcopy(given)
        gc.collect()
        started = time.perf_counter()
        result = convert(form)
        seconds.append(time.perf_counter() - started)
        size = len(result.xform)
        del form, result
    return {"seconds": seconds, "peak": peak(), "size": size}


def peak():
    """Bytes of memory the process has held at most."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def main():
    """Answer each line until there is none."""
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        asked, path, *times = line.split()
        if asked == "write":
            write(Path(path))
            print("{}", flush=True)
        else:
            print(json.dumps(converted(Path(path), int(times[0]))), flush=True)


if __name__ == "__main__":
    main()
