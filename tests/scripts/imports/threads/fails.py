import time
print('fails begins')
time.sleep(0.1)
raise ValueError('no')
