import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from gongkai.ledger.together import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisation", "0001_initial"),
        ("organisation", "__first__"),
        ("publication", "0001_initial"),
        ("review", "0001_initial"),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name="Delivery",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("channel", models.CharField(choices=[("website", "政府网站")], max_length=20)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "等待送达"),
                                    ("delivered", "已送达"),
                                    ("removed", "已撤下"),
                                ],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
                        ("updated_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "送达",
                    },
                ),
                migrations.CreateModel(
                    name="Proof",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("address", models.CharField(max_length=300)),
                        ("seen", models.CharField(max_length=200, verbose_name="所见")),
                        ("digest", models.CharField(blank=True, max_length=80)),
                        ("at", models.DateTimeField()),
                        (
                            "delivery",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proofs",
                                to="release.delivery",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "公开凭证",
                        "ordering": ("delivery_id", "id"),
                    },
                ),
                migrations.CreateModel(
                    name="Release",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveBigIntegerField()),
                        ("digest", models.CharField(max_length=80)),
                        ("first", models.BooleanField()),
                        ("released_at", models.DateTimeField()),
                        (
                            "change_note",
                            models.CharField(blank=True, max_length=300, verbose_name="更正说明"),
                        ),
                        ("current", models.BooleanField(default=True)),
                        (
                            "record",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="releases",
                                to="publication.record",
                            ),
                        ),
                        (
                            "released_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "row",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="release",
                                to="review.reviewrow",
                            ),
                        ),
                        (
                            "town",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="releases",
                                to="organisation.town",
                            ),
                        ),
                        (
                            "version",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="release",
                                to="publication.version",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "发布",
                        "ordering": ("town_id", "number"),
                        "indexes": [
                            models.Index(fields=["town", "current", "-number"], name="release_current")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("town", "number"), name="release_number_per_town"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("current", True)),
                                fields=("record",),
                                name="release_one_current",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("first", True)),
                                fields=("record",),
                                name="release_one_first",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Withdrawal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.CharField(max_length=40, verbose_name="理由")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                        ("at", models.DateTimeField()),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "record",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="withdrawals",
                                to="publication.record",
                            ),
                        ),
                        (
                            "release",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="withdrawal",
                                to="release.release",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "撤下",
                        "ordering": ("-at",),
                    },
                ),
            ]
        ),
        migrations.AddField(
            model_name="delivery",
            name="release",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deliveries",
                to="release.release",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(fields=("release", "channel"), name="delivery_once"),
        ),
    ]
