# Three times put off: a line in one block, ticked there.
settings items=event
contact bo name="Bo Lind" email=bo@x.example
contact di name="Di Marsh" email=di@x.example
touch bo first 2026-03-02 channel=email
touch di first 2026-03-02 channel=email

on 2026-03-02 12:00
  open bo follow-up-1 2026-03-03 09:00
  open di follow-up-1 2026-03-03 09:15

on 2026-03-06 08:00
  open block catch-up 2026-03-06 09:00 of bo,di

on 2026-03-06 09:10
  mark-line block catch-up "Di Marsh"
  row di follow-up out email done 2026-03-06 09:10
  open block catch-up 2026-03-06 09:00 of bo
  open di follow-up-2 2026-03-09 09:15

on 2026-03-06 09:20
  delete block block catch-up
  row bo follow-up out email skipped 2026-03-06 09:20
  open bo follow-up-2 2026-03-09 09:30
  open di follow-up-2 2026-03-09 09:15
