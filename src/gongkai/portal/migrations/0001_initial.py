import django.db.models.deletion
from django.db import migrations, models

from gongkai.ledger.together import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisation", "0001_initial"),
        ("publication", "0001_initial"),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name="Listing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("list", models.CharField(max_length=80)),
                        ("position", models.PositiveBigIntegerField()),
                        ("shown", models.BooleanField(default=True)),
                        (
                            "record",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="listings",
                                to="publication.record",
                            ),
                        ),
                        (
                            "town",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="listings",
                                to="organisation.town",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("list", "position"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("town", "list", "position"), name="listing_position"
                            ),
                            models.UniqueConstraint(fields=("list", "record"), name="listing_once"),
                            models.CheckConstraint(
                                condition=models.Q(("position__gte", 1)), name="listing_from_one"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ListSize",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("list", models.CharField(max_length=80)),
                        ("places", models.PositiveBigIntegerField(default=0)),
                        ("shown", models.PositiveBigIntegerField(default=0)),
                        ("through", models.PositiveBigIntegerField(default=0)),
                        (
                            "town",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="list_sizes",
                                to="organisation.town",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("list",),
                        "constraints": [
                            models.UniqueConstraint(fields=("town", "list"), name="list_size_once"),
                            models.CheckConstraint(
                                condition=models.Q(("shown__lte", models.F("places"))),
                                name="list_size_possible",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
