"""Barbershop: the barber sleeps until a customer comes; a customer sits down until the barber is ready.

RIGHT: the customer knocks first, and leaves only when the barber says that the cut is done.

Try:  gilscope explore programs/puzzles/barbershop_fixed.py
"""

import threading

customer_here = threading.Semaphore(0)
done = threading.Semaphore(0)


def barber():
    customer_here.acquire()
    print("cuts")
    done.release()


def customer():
    customer_here.release()
    done.acquire()
    print("pays")


threads = [threading.Thread(target=barber), threading.Thread(target=customer)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
