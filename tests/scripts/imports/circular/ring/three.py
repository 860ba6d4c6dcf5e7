from ring import safe
