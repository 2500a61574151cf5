"""stub until merged"""


def prove(text, symbols, file, model=""):
    return None
