import circ_a
z = circ_a.x + hasattr(circ_a, 'y')
