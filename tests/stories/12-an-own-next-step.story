# An own next step is moved, then taken out.
contact bo name="Bo Lind" email=bo@x.example
touch bo first 2026-03-02 channel=email

on 2026-03-02 12:00
  open bo follow-up-1 2026-03-03 09:00
on 2026-03-02 13:00
  type bo follow-up-1 "#next 2026-03-12 call him"
  row bo next out email 2026-03-02 13:00 until 2026-03-12 call him
on 2026-03-02 14:00
  erase bo follow-up-1 "#next 2026-03-12 call him"
  type bo follow-up-1 "#next 2026-03-17 call him"
  row bo next out email withdrawn 2026-03-02 14:00
  row bo next out email 2026-03-02 14:00 until 2026-03-17 call him
on 2026-03-02 15:00
  erase bo follow-up-1 "#next 2026-03-17 call him"
  row bo next out email withdrawn 2026-03-02 15:00
  open bo follow-up-1 2026-03-03 09:00
