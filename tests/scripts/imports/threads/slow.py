import time
print('body begins')
value = 1
time.sleep(0.2)
value = 2
print('body ends')
