# Nobody ticks for a week: what stands is left, one item asks; its tick brings back the order.
settings items=event
contact ana name="Ana Souza"
contact bo name="Bo Lind"
contact cy name="Cy Young"
contact di name="Di Marsh"
contact eve name="Eve Hart"
touch ana first 2026-03-02 channel=email
touch bo first 2026-03-02 channel=email
touch cy first 2026-03-02 channel=email
touch di first 2026-03-02 channel=email
touch eve first 2026-03-02 channel=email

on 2026-03-02 12:00
  open ana follow-up-1 2026-03-03 09:00
  open bo follow-up-1 2026-03-03 09:15
  open cy follow-up-1 2026-03-03 09:30
  open di follow-up-1 2026-03-04 09:00
  open eve follow-up-1 2026-03-03 09:45

on 2026-03-12 08:00
  row none
  open block back 2026-03-12 09:00
  open block catch-up 2026-03-09 09:15 of ana,bo,cy,di,eve

# Only the question goes along from day to day.
on 2026-03-13 08:00
  writes 1
  open block back 2026-03-13 09:00
  open block catch-up 2026-03-09 09:15 of ana,bo,cy,di,eve

on 2026-03-13 09:05
  tick block block back
  row none
  open block catch-up 2026-03-13 09:15 of ana,bo,cy,di,eve

on 2026-03-16 08:00
  row none
  open block catch-up 2026-03-16 09:15 of ana,bo,cy,di,eve
