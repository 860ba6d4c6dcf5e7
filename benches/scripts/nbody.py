"""Planets that pull at each other: floats in the attributes of objects."""


class Body:
    def __init__(self, x, y, z, vx, vy, vz, mass):
        self.x, self.y, self.z = x, y, z
        self.vx, self.vy, self.vz = vx, vy, vz
        self.mass = mass


def advance(bodies, dt):
    for i in range(len(bodies)):
        a = bodies[i]
        for j in range(i + 1, len(bodies)):
            b = bodies[j]
            dx = a.x - b.x
            dy = a.y - b.y
            dz = a.z - b.z
            squared = dx * dx + dy * dy + dz * dz
            pull = dt / (squared * squared ** 0.5)
            a.vx -= dx * b.mass * pull
            a.vy -= dy * b.mass * pull
            a.vz -= dz * b.mass * pull
            b.vx += dx * a.mass * pull
            b.vy += dy * a.mass * pull
            b.vz += dz * a.mass * pull
    for body in bodies:
        body.x += dt * body.vx
        body.y += dt * body.vy
        body.z += dt * body.vz


def momentum(bodies):
    return sum([body.mass * body.vx for body in bodies[1:]])


bodies = [
    Body(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 40.0),
    Body(5.0, -1.0, -0.1, 0.6, 2.8, -0.02, 0.04),
    Body(8.0, 4.0, -0.4, -1.0, 1.8, 0.008, 0.01),
    Body(13.0, -15.0, -0.2, 1.1, 0.9, -0.01, 0.002),
    Body(15.0, -26.0, 0.2, 1.0, 0.6, -0.03, 0.002),
]
for _ in range(25_000):
    advance(bodies, 0.001)
print(round(bodies[0].x, 9), round(bodies[1].y, 9))
