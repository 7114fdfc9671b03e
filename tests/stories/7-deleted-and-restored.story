contact bo name="Bo Lind" email=bo@x.example
touch bo first 2026-03-02 channel=email

on 2026-03-02 12:00
  open bo follow-up-1 2026-03-03 09:00
# One half: it is not made again.
on 2026-03-03 11:00
  delete block bo follow-up-1
  open bo follow-up-1 2026-03-03 task-only
  row none
on 2026-03-03 12:15
  delete task bo follow-up-1
  row bo follow-up out email skipped 2026-03-03 12:15
  open bo follow-up-2 2026-03-05 09:00
# Both come back from the server's trash.
on 2026-03-04 08:00
  restore bo follow-up-1
  row bo follow-up out email withdrawn 2026-03-04 08:00
  open bo follow-up-1 2026-03-04 09:00
on 2026-03-04 10:00
  tick task bo follow-up-1
  open bo follow-up-2 2026-03-06 09:00
# "Clear completed" in the task app is tidying.
on 2026-03-04 11:00
  clear-completed
  row none
  done bo follow-up-1
  open bo follow-up-2 2026-03-06 09:00
