"""The flow workbench: check, prove, test, print and draw a flow before anyone sits down with a person.

One module a piece of work, and beside it its command (``…_command.py``), which only reads its options
and writes its result. :mod:`interview.workbench.commands` lists the commands.
"""
