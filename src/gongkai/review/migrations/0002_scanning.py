import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from gongkai.ledger.together import CreateModels


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0001_initial"),
        ("organisation", "__first__"),
        ("publication", "0002_publications_in_full"),
        ("review", "0001_initial"),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name="FileScan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("edition", models.CharField(max_length=80)),
                        ("findings", models.JSONField(default=list)),
                        ("unread", models.JSONField(default=list)),
                        ("at", models.DateTimeField()),
                        (
                            "file",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="scan",
                                to="publication.storedfile",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "附件扫描",
                    },
                ),
                migrations.CreateModel(
                    name="ScanSettings",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("patterns", models.JSONField(default=dict)),
                        ("edition", models.PositiveIntegerField(default=1)),
                        (
                            "town",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scan_settings",
                                to="organisation.town",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "扫描设置",
                    },
                ),
                migrations.CreateModel(
                    name="VersionScan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("digest", models.CharField(max_length=80)),
                        ("edition", models.CharField(max_length=80)),
                        ("findings", models.JSONField(default=list)),
                        ("at", models.DateTimeField()),
                        (
                            "version",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="scan",
                                to="publication.version",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "正文扫描",
                    },
                ),
                migrations.CreateModel(
                    name="Clearance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("fingerprint", models.CharField(max_length=80)),
                        ("kind", models.CharField(max_length=30)),
                        ("label", models.CharField(max_length=300, verbose_name="所在位置")),
                        ("question", models.CharField(max_length=500, verbose_name="说明")),
                        ("asked_at", models.DateTimeField()),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("may_publish", models.BooleanField(null=True)),
                        ("result", models.TextField(blank=True, verbose_name="书面认定")),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "record",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="clearances",
                                to="publication.record",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "保密工作机构认定",
                        "ordering": ("-id",),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("decided_at__isnull", True)),
                                fields=("record", "fingerprint"),
                                name="clearance_one_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_at__isnull", True),
                                    models.Q(
                                        ("decided_by__isnull", False),
                                        models.Q(("result", ""), _negated=True),
                                        ("may_publish__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="clearance_decision_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LeakTask",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("mark", models.CharField(max_length=60, verbose_name="发现的标志")),
                        ("found_at", models.DateTimeField()),
                        ("due_at", models.DateTimeField()),
                        ("closed_at", models.DateTimeField(null=True)),
                        ("is_secret", models.BooleanField(null=True)),
                        ("result", models.TextField(blank=True, verbose_name="处理情况")),
                        (
                            "closed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "quarantined",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="leak_task",
                                to="publication.quarantinedfile",
                            ),
                        ),
                        (
                            "record",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="leak_tasks",
                                to="publication.record",
                            ),
                        ),
                        (
                            "town",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="leak_tasks",
                                to="organisation.town",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "涉密线索处置",
                        "ordering": ("-id",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closed_at__isnull", True),
                                    models.Q(
                                        ("closed_by__isnull", False),
                                        models.Q(("result", ""), _negated=True),
                                        ("is_secret__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="leak_closed_whole",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Word",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("sensitive", "敏感表述"),
                                    ("leader", "领导人姓名职务"),
                                    ("forbidden", "禁用语"),
                                ],
                                max_length=10,
                                verbose_name="类别",
                            ),
                        ),
                        ("text", models.CharField(max_length=60, verbose_name="词语")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="提示")),
                        (
                            "town",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="words",
                                to="organisation.town",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "词语",
                        "ordering": ("kind", "text"),
                        "constraints": [
                            models.UniqueConstraint(fields=("town", "kind", "text"), name="word_once"),
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True), name="word_not_empty"
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
