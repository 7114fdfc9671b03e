# 3 March is missed; on the 6th both halves are deleted, which counts.
contact bo name="Bo Lind" email=bo@x.example
touch bo first 2026-03-02 channel=email

on 2026-03-02 12:00
  open bo follow-up-1 2026-03-03 09:00
on 2026-03-04 08:00
  open bo follow-up-1 2026-03-04 09:00
  writes 2
on 2026-03-04 09:10
  tick task bo follow-up-1
  open bo follow-up-2 2026-03-06 09:00
on 2026-03-06 10:00
  delete both bo follow-up-2
  row bo follow-up out email skipped 2026-03-06 10:00
  open bo follow-up-3 2026-03-10 09:00
on 2026-03-10 09:10
  tick task bo follow-up-3
  open bo follow-up-4 2026-03-17 09:00
on 2026-03-17 09:10
  tick task bo follow-up-4
  open bo follow-up-5 2026-03-31 09:00
on 2026-03-31 09:10
  tick task bo follow-up-5
  open bo follow-up-6 2026-04-30 09:00
on 2026-04-30 09:10
  tick task bo follow-up-6
  open none
  reason bo "Six"
