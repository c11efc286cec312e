"""Run by the durability tests: append to one interview, say each entry accepted, until stopped.

Usage: journal_writer.py BASE INTERVIEW FIRST LAST
"""

import sys
from pathlib import Path
from uuid import UUID

from store import Base, Entry, InterviewRecord, SituationRecord


def main(path: str, interview_number: str, first: str, last: str) -> None:
    interview = UUID(int=int(interview_number))
    with Base.open(Path(path), timeout=30) as base:
        flow = base.archive_flow("non-recours", "1.0", bytes(32), "parcours: non-recours\n")
        print("ouverte", flush=True)
        for number in range(int(first), int(last)):
            entry = Entry(
                id=UUID(int=interview.int * 1_000_000 + number),
                interview=interview,
                at=number,
                flow=flow,
                kind="reponse",
                situation=1,
                question="connaissance",
                value=number,
            )
            reference = f"E-{interview_number}"
            situation = SituationRecord(reference=f"{reference}-1", rank=1, minutes=number)
            record = InterviewRecord(
                id=interview,
                reference=reference,
                flow=flow,
                started_at=0,
                touched_at=number,
                household="M-1",
                size=3,
                situations=(situation,),
            )
            base.append([entry], record)
            print(number, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
