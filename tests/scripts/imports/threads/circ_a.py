x = 1
import circ_b
y = circ_b.z
