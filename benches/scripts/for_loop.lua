local function loop()
  local last
  for i = 0, 9999999 do last = i end
  return last
end

print(loop() + loop())
