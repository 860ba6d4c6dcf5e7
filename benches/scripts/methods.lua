local Counter = {}
Counter.__index = Counter

function Counter.new(step)
  return setmetatable({ value = 0, step = step }, Counter)
end

function Counter:advance() self.value = self.value + self.step end
function Counter:read() return self.value end

local Wrapping = setmetatable({}, { __index = Counter })
Wrapping.__index = Wrapping

function Wrapping.new(step, limit)
  local self = Counter.new(step)
  self.limit = limit
  return setmetatable(self, Wrapping)
end

function Wrapping:advance()
  self.value = self.value + self.step
  if self.value >= self.limit then self.value = self.value - self.limit end
end

local function run(n)
  local total = 0
  local plain, wrapping = Counter.new(3), Wrapping.new(7, 1000)
  for _ = 1, n do
    plain:advance()
    wrapping:advance()
    total = total + wrapping:read()
  end
  return total + plain:read()
end

print(run(2000000))
