from . import three

seen = three.safe is not None, three.__name__
