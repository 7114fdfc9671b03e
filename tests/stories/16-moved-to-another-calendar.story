# The person keeps the block in a calendar of their own: it is followed there, and never moved back.
contact bo name="Bo Lind" email=bo@x.example
touch bo first 2026-03-02 channel=email

on 2026-03-02 12:00
  open bo follow-up-1 2026-03-03 09:00
on 2026-03-02 13:00
  carry bo follow-up-1 /ana/personal/
  open bo follow-up-1 2026-03-03 09:00
  row none
  writes 0
# Undone: the roll is written there.
on 2026-03-04 08:00
  open bo follow-up-1 2026-03-04 09:00
  writes 2
on 2026-03-04 09:30
  tick task bo follow-up-1
  row bo follow-up out email done 2026-03-04 09:30
  open bo follow-up-2 2026-03-06 09:00
