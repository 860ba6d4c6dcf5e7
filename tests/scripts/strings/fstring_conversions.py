"""A conversion makes a text of a number before it is laid out."""

print(repr(f'{3.14!s:10}'), repr(f'{3.14!s:10.10}'), repr(f"{'3.14':10.10}"), repr(f'{3.14!r:10}'), repr(f'{5!s:>6}'), repr(f'{5!s:6}|'), repr(f'{True!s:7}|'), repr(f'{None!s:7}|'), repr(f'{None!r:7}|'), repr(f'{3.14!a:10}|'), repr('{!s:10}|'.format(3.14)), repr('{!r:10}|'.format(5)), repr(f'{[1]!s:6}|'))
x = 3.14; w = 10
print(repr(f'{x!s:10}|'), repr(f'{x!s:{w}}|'), repr(f'{x!r:{w}}|'), repr(f'{x!s:<10}|'), repr(f'{x!s}'), f'{x=!s:10}|', f'{x=:10}|', f'{x = !r:10}|')
