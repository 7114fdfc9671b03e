# A device ticks as of a day before the first message: the tick counts.
contact bo name="Bo Lind" email=bo@x.example
touch bo first 2026-03-02T08:00 channel=email

on 2026-03-02 12:00
  open bo follow-up-1 2026-03-03 09:00
on 2026-03-03 09:30
  tick-at task bo follow-up-1 2026-02-01T10:00
  row bo follow-up out email done 2026-03-02 08:00
  open bo follow-up-2 2026-03-04 09:00
on 2026-03-04 08:00
  done bo follow-up-1
  row none
