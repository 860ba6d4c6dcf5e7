local function numbers(n)
  return coroutine.wrap(function()
    for i = 0, n - 1 do coroutine.yield(i) end
  end)
end

local function odd(items)
  return coroutine.wrap(function()
    for item in items do
      if item % 2 == 1 then coroutine.yield(item) end
    end
  end)
end

local function squares(n)
  return coroutine.wrap(function()
    for x = 0, n - 1 do coroutine.yield(x * x) end
  end)
end

local function tree(depth)
  if depth > 0 then
    tree(depth - 1)
    coroutine.yield(depth)
    tree(depth - 1)
  end
end

local function sum(items)
  local total = 0
  for item in items do total = total + item end
  return total
end

print(sum(odd(numbers(3000000))), sum(squares(1500000)), sum(coroutine.wrap(function() tree(15) end)))
