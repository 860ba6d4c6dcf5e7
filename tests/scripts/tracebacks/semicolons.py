# exit: 1
a = 1; b = 0; print(a); print(a / b); print(b)
