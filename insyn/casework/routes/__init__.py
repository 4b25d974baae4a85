"""The addresses of casework, one resource a file.

`urlpatterns` lie below /arbete/uppfoljningar/; what goes across follow-ups is `across`, directly below /arbete/.
"""
