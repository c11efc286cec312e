"""Finding and reading what was kept: lists, situations, households across services and time, histories.

Every module gives frozen values in final French, typography included: a face only lays them out.

- ``finding``: from what is typed to a page of lines
- ``situation_view``: one situation, with its grounds, its steps, what was done, its links
- ``household_view``: every visit of a household, whoever held it
- ``history``: who changed what, when, from what to what, why
- ``cascade``: what caused what, drawn; the traits that come from the rest of the household
- ``known_flows``: the flow under which each thing was said; ``phrases``: words shared by all
"""
