# exit: 1
import math

radius = 3
print(math.squrt(radius))
