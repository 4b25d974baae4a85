from django.urls import path

from insyn.access.views import people

app_name = "access"

urlpatterns = [
    path("", people.people, name="people"),
    path("nytt-konto/", people.new_person, name="person_new"),
    path("<int:pk>/", people.person, name="person"),
    path("<int:pk>/andring/", people.person_edit, name="person_edit"),
    path("<int:pk>/stangning/", people.closure, name="closure"),
    path("<int:pk>/oppning/", people.reopening, name="reopening"),
    path("<int:pk>/roller/ny/", people.role_new, name="role_new"),
    path("roller/<int:pk>/slut/", people.role_end, name="role_end"),
]
