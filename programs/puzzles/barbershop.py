"""Barbershop: the barber sleeps until a customer comes; a customer sits down until the barber is ready.

WRONG: both wait for the other to speak first.

Try:  gilscope explore programs/puzzles/barbershop.py
Cure: barbershop_fixed.py
"""

import threading

customer_here = threading.Semaphore(0)
barber_ready = threading.Semaphore(0)


def barber():
    customer_here.acquire()
    barber_ready.release()
    print("cuts")


def customer():
    barber_ready.acquire()
    customer_here.release()


threads = [threading.Thread(target=barber), threading.Thread(target=customer)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
