"""The conversation: a pure engine, the service that keeps every answer, and the faces over it.

- ``engine``: flow → state machine, interview = replay of events; no screen, base or clock
- ``conversation``: one interview being held; every change is committed before it is shown
- ``views``, ``wording``: what a face shows, in final French
- ``tui``, ``line``, ``replay``: three faces (screen, plain prompts, headless scenarios)
- ``sheet``: from an interview to the context of its fiche mémoire
- ``recording``: events and interviews as the base keeps them
- ``surroundings``: clock, randomness, base and files; nothing else touches them
- ``cli``: the ``repere`` command
"""
