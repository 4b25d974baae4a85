"""The staff's start page, /arbete/."""

from django.urls import path

from insyn.desk import views

app_name = "desk"

urlpatterns = [path("", views.start, name="start")]
