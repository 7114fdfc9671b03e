contact bo name="Bo Lind" email=bo@x.example
touch bo first 2026-03-02 channel=email

on 2026-03-02 12:00
  open bo follow-up-1 2026-03-03 09:00
on 2026-03-02 15:00
  move bo follow-up-1 2026-03-05T10:00
  open bo follow-up-1 2026-03-05 10:00
on 2026-03-04 12:00
  lose state
  open bo follow-up-1 2026-03-05 10:00
  row none
  writes 0
# Without the state the open days since it was due count as put off, so it joins the catch-up.
on 2026-03-06 08:00
  open block catch-up 2026-03-06 09:00 of bo
  open bo follow-up-1 2026-03-06 task-only
  writes 3
on 2026-03-06 09:30
  tick task bo follow-up-1
  open bo follow-up-2 2026-03-09 09:15
