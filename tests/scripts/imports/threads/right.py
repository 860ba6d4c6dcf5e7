import time
print('right begins')
time.sleep(0.15)
import left
print('right sees left', hasattr(left, 'done'))
done = True
