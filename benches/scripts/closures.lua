local function adder(n)
  return function(x) return x + n end
end

local function compose(functions)
  return function(x)
    for i = 1, #functions do x = functions[i](x) end
    return x
  end
end

local function reduce(f, items)
  local result = items[1]
  for i = 2, #items do result = f(result, items[i]) end
  return result
end

local function map(f, first, last)
  local results = {}
  for i = first, last do results[#results + 1] = f(i) end
  return results
end

local adders = map(adder, 0, 9)
local chain = compose(adders)
local total = 0
for n = 0, 149999 do total = total + chain(n) end
print(total)
print(reduce(function(a, b) return (a + b) % 1000003 end, map(function(x) return x * x end, 0, 1499999)))
local count = 0
local third = function(x) return x % 3 == 0 end
for i = 0, 1499999 do
  if third(i) then count = count + 1 end
end
print(count)
