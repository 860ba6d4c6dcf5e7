import time
print('left begins')
time.sleep(0.1)
import right
print('left sees right', hasattr(right, 'done'))
done = True
