from .one import ONE

TWO = 2
