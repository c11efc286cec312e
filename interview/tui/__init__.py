"""The full-screen face (Textual): it lays out what the conversation says, and decides nothing.

- ``app``: the application, and ``run_app``; ``repere.tcss``: how everything looks
- ``screens``: home, conversation, conclusion, decision, review, sheet, and the small windows
- ``widgets``: the questions, one per kind of answer, the transcript, the panel, the menus
- ``picking``, ``table``: what the keys mean in a list and in a table, without a screen
- ``sources``: what a search offers; ``pacing``: keys typed faster than the screen
- ``rehearsing``: where one rehearses, apart from the base; ``framing``: the frame around all of it
- ``debrief_lines``: a return in lines; ``rehearsal_keys``: the keys of a rehearsal
"""
