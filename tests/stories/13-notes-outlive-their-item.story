# What was typed into an item is in the log when the item is deleted; a title of one's own when the plan
# removes it.
contact bo name="Bo Lind" email=bo@x.example
contact cy name="Cy Roth" email=cy@x.example
touch bo first 2026-03-02 channel=email
touch cy first 2026-03-02 channel=email

on 2026-03-02 12:00
  open bo follow-up-1 2026-03-03 09:00
  open cy follow-up-1 2026-03-03 09:15
on 2026-03-02 13:00
  type bo follow-up-1 "ask about the boat"
  retitle cy follow-up-1 "Cy: villa keys 4711"
  row none
on 2026-03-03 10:00
  delete both bo follow-up-1
  row bo follow-up out email skipped 2026-03-03 10:00 ask about the boat
on 2026-03-03 11:00
  log cy reply direction=in
  row cy note out 2026-03-03 11:00 Cy: villa keys 4711
