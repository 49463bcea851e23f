import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from gongkai.ledger.together import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalogue", "0001_initial"),
        ("organisation", "0001_initial"),
        ("organisation", "__first__"),
        ("publication", "0006_change_note"),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name="Check",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("checked_on", models.DateField(verbose_name="检查日期")),
                        ("checkers", models.CharField(max_length=80, verbose_name="检查人")),
                        ("summary", models.TextField(blank=True, verbose_name="总体评价")),
                        ("filled_on", models.DateField(blank=True, null=True, verbose_name="填完日期")),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="销号日期")),
                        ("created_at", models.DateTimeField()),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="checks",
                                to="organisation.unit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "指导检查",
                        "ordering": ("-checked_on", "-id"),
                        "constraints": [
                            models.UniqueConstraint(fields=("unit", "checked_on"), name="check_once_a_day"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closed_on__isnull", True),
                                    ("filled_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="check_closed_was_filled",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CheckLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("order", models.PositiveIntegerField()),
                        ("point", models.CharField(max_length=200, verbose_name="检查内容")),
                        ("basis", models.CharField(max_length=120, verbose_name="依据")),
                        (
                            "result",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "未查"),
                                    ("good", "符合"),
                                    ("problem", "有问题"),
                                    ("none", "不涉及"),
                                ],
                                default="",
                                max_length=10,
                                verbose_name="结果",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="情况")),
                        (
                            "check_made",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lines",
                                to="campaign.check",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "检查表行",
                        "ordering": ("check_made_id", "order"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("check_made", "order"), name="checkline_order_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("result__in", ["", "good", "problem", "none"])),
                                name="checkline_result_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Concern",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=20, verbose_name="类别")),
                        ("title", models.CharField(max_length=120, verbose_name="关切的事")),
                        ("source", models.CharField(max_length=120, verbose_name="从哪里发现")),
                        ("content", models.TextField(verbose_name="情况")),
                        ("found_at", models.DateTimeField(verbose_name="发现时间")),
                        ("assigned_at", models.DateTimeField(verbose_name="交办时间")),
                        (
                            "answered_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="办结时间"),
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
                        "verbose_name": "回应关切",
                        "ordering": ("-found_at", "-id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("found_at__lte", models.F("assigned_at"))),
                                name="concern_found_before_assigned",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ConcernLimit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=20)),
                        ("name", models.CharField(max_length=60, verbose_name="事项")),
                        ("hours", models.PositiveIntegerField(verbose_name="小时")),
                        ("source", models.CharField(max_length=120, verbose_name="依据")),
                        ("due_at", models.DateTimeField(verbose_name="时限")),
                        ("met_at", models.DateTimeField(blank=True, null=True, verbose_name="完成时间")),
                        ("missed_at", models.DateTimeField(blank=True, null=True, verbose_name="超时记录")),
                        ("where", models.CharField(blank=True, max_length=200, verbose_name="在哪里回应")),
                        ("words", models.TextField(blank=True, verbose_name="回应内容")),
                        (
                            "concern",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="limits",
                                to="campaign.concern",
                            ),
                        ),
                        (
                            "record",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="publication.record",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "回应时限",
                        "ordering": ("concern_id", "due_at", "id"),
                        "constraints": [
                            models.UniqueConstraint(fields=("concern", "code"), name="concern_limit_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("met_at__isnull", True),
                                    models.Q(
                                        models.Q(("where", ""), _negated=True),
                                        models.Q(("words", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="concern_limit_met_says_where",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Course",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("begun_at", models.DateTimeField(verbose_name="开始时间")),
                        (
                            "finished_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="办结时间"),
                        ),
                        (
                            "field",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.field",
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="courses",
                                to="publication.matter",
                            ),
                        ),
                        (
                            "record",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="courses",
                                to="publication.record",
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
                        "verbose_name": "办理流程",
                        "ordering": ("-begun_at", "-id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("matter__isnull", True), ("record__isnull", False)),
                                    models.Q(("matter__isnull", False), ("record__isnull", True)),
                                    _connector="OR",
                                ),
                                name="course_of_record_or_matter",
                            ),
                            models.UniqueConstraint(fields=("record",), name="course_once_per_record"),
                            models.UniqueConstraint(fields=("matter",), name="course_once_per_matter"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CourseStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("order", models.PositiveIntegerField(verbose_name="排序")),
                        ("name", models.CharField(max_length=60, verbose_name="步骤")),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("liaison", "联络员"),
                                    ("handler", "承办人"),
                                    ("reviewer", "审查人员"),
                                    ("leader", "主管领导"),
                                    ("office", "党政办公室"),
                                    ("village", "村(居)民委员会"),
                                    ("secrecy", "保密工作机构"),
                                    ("evaluator", "第三方评估"),
                                    ("system_admin", "系统管理员"),
                                    ("security_admin", "安全管理员"),
                                    ("audit_admin", "审计管理员"),
                                ],
                                max_length=20,
                                verbose_name="由谁办",
                            ),
                        ),
                        ("needs", models.JSONField(default=list, verbose_name="须有的材料")),
                        (
                            "look_at",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "不核对"),
                                    ("approved", "信息已审查通过"),
                                    ("published", "信息已公开"),
                                ],
                                max_length=10,
                                verbose_name="系统核对",
                            ),
                        ),
                        ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="完成时间")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                        (
                            "course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="steps",
                                to="campaign.course",
                            ),
                        ),
                        (
                            "done_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "流程步骤",
                        "ordering": ("course_id", "order"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("course", "order"), name="coursestep_order_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "role__in",
                                        [
                                            "liaison",
                                            "handler",
                                            "reviewer",
                                            "leader",
                                            "office",
                                            "village",
                                            "secrecy",
                                            "evaluator",
                                            "system_admin",
                                            "security_admin",
                                            "audit_admin",
                                        ],
                                    )
                                ),
                                name="coursestep_role_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FieldStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("order", models.PositiveIntegerField(verbose_name="排序")),
                        ("name", models.CharField(max_length=60, verbose_name="步骤")),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("liaison", "联络员"),
                                    ("handler", "承办人"),
                                    ("reviewer", "审查人员"),
                                    ("leader", "主管领导"),
                                    ("office", "党政办公室"),
                                    ("village", "村(居)民委员会"),
                                    ("secrecy", "保密工作机构"),
                                    ("evaluator", "第三方评估"),
                                    ("system_admin", "系统管理员"),
                                    ("security_admin", "安全管理员"),
                                    ("audit_admin", "审计管理员"),
                                ],
                                max_length=20,
                                verbose_name="由谁办",
                            ),
                        ),
                        ("needs", models.JSONField(default=list, verbose_name="须有的材料")),
                        (
                            "look_at",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "不核对"),
                                    ("approved", "信息已审查通过"),
                                    ("published", "信息已公开"),
                                ],
                                default="",
                                max_length=10,
                                verbose_name="系统核对",
                            ),
                        ),
                        (
                            "field",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.field",
                            ),
                        ),
                        (
                            "town",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.town",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "领域步骤",
                        "ordering": ("town_id", "field_id", "order"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("town", "field", "order"), name="fieldstep_order_once"
                            ),
                            models.UniqueConstraint(
                                fields=("town", "field", "name"), name="fieldstep_name_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "role__in",
                                        [
                                            "liaison",
                                            "handler",
                                            "reviewer",
                                            "leader",
                                            "office",
                                            "village",
                                            "secrecy",
                                            "evaluator",
                                            "system_admin",
                                            "security_admin",
                                            "audit_admin",
                                        ],
                                    )
                                ),
                                name="fieldstep_role_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("look_at__in", ["", "approved", "published"])),
                                name="fieldstep_look_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Finding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", models.CharField(max_length=300, verbose_name="问题")),
                        ("advice", models.CharField(blank=True, max_length=300, verbose_name="整改要求")),
                        ("due_on", models.DateField(verbose_name="整改时限")),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "待整改"), ("rectified", "待复核"), ("closed", "已销号")],
                                default="open",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("rectification", models.TextField(blank=True, verbose_name="整改情况")),
                        ("rectified_on", models.DateField(blank=True, null=True, verbose_name="整改日期")),
                        (
                            "returned_why",
                            models.CharField(blank=True, max_length=200, verbose_name="退回理由"),
                        ),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="销号日期")),
                        (
                            "check_made",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="findings",
                                to="campaign.check",
                            ),
                        ),
                        (
                            "closed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "line",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaign.checkline",
                            ),
                        ),
                        (
                            "rectified_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                        "verbose_name": "检查发现的问题",
                        "ordering": ("due_on", "id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["open", "rectified", "closed"])),
                                name="finding_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "open"),
                                    models.Q(
                                        ("rectified_on__isnull", False),
                                        models.Q(("rectification", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="finding_rectified_says_how",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("closed_by__isnull", False),
                                        ("closed_on__isnull", False),
                                        ("state", "closed"),
                                    ),
                                    models.Q(
                                        models.Q(("state", "closed"), _negated=True),
                                        ("closed_on__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="finding_closed_by_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closed_on__isnull", True),
                                    ("closed_on__gte", models.F("rectified_on")),
                                    _connector="OR",
                                ),
                                name="finding_dates_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Plan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="名称")),
                        (
                            "document_number",
                            models.CharField(blank=True, max_length=60, verbose_name="发文字号"),
                        ),
                        ("issued_on", models.DateField(verbose_name="印发日期")),
                        ("goal", models.TextField(verbose_name="工作目标")),
                        ("source", models.CharField(blank=True, max_length=300, verbose_name="依据")),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "起草中"), ("running", "执行中"), ("ended", "已结束")],
                                default="draft",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("started_on", models.DateField(blank=True, null=True, verbose_name="下达日期")),
                        ("ended_on", models.DateField(blank=True, null=True, verbose_name="结束日期")),
                        ("end_note", models.TextField(blank=True, verbose_name="总结说明")),
                        ("created_at", models.DateTimeField()),
                        (
                            "record",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="publication.record",
                            ),
                        ),
                        (
                            "town",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plans",
                                to="organisation.town",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "实施方案",
                        "ordering": ("-issued_on", "-id"),
                        "constraints": [
                            models.UniqueConstraint(fields=("town", "title"), name="plan_title_per_town"),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["draft", "running", "ended"])),
                                name="plan_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("started_on__isnull", True), ("state", "draft")),
                                    models.Q(
                                        models.Q(("state", "draft"), _negated=True),
                                        ("started_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="plan_started_has_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_on__isnull", False), ("state", "ended")),
                                    models.Q(
                                        models.Q(("state", "ended"), _negated=True),
                                        ("ended_on__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="plan_ended_has_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Phase",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("order", models.PositiveIntegerField(verbose_name="排序")),
                        ("name", models.CharField(max_length=60, verbose_name="名称")),
                        ("begins_on", models.DateField(blank=True, null=True, verbose_name="开始")),
                        ("ends_on", models.DateField(verbose_name="结束")),
                        ("goal", models.TextField(blank=True, verbose_name="阶段目标")),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="phases",
                                to="campaign.plan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "阶段",
                        "ordering": ("plan_id", "order", "id"),
                        "constraints": [
                            models.UniqueConstraint(fields=("plan", "name"), name="phase_name_per_plan"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("begins_on__isnull", True),
                                    ("begins_on__lte", models.F("ends_on")),
                                    _connector="OR",
                                ),
                                name="phase_dates_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Practice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=20, verbose_name="方面")),
                        ("title", models.CharField(max_length=120, verbose_name="名称")),
                        ("happened_on", models.DateField(verbose_name="日期")),
                        ("content", models.TextField(verbose_name="做法")),
                        ("effect", models.TextField(verbose_name="效果")),
                        ("created_at", models.DateTimeField()),
                        (
                            "record",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="publication.record",
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
                        "verbose_name": "创新实践",
                        "ordering": ("-happened_on", "-id"),
                        "constraints": [
                            models.UniqueConstraint(fields=("unit", "title"), name="practice_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reference",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("place", models.CharField(max_length=80, verbose_name="地区、单位")),
                        ("title", models.CharField(max_length=120, verbose_name="经验名称")),
                        ("source", models.CharField(max_length=200, verbose_name="来源")),
                        ("url", models.URLField(blank=True, max_length=300, verbose_name="网址")),
                        ("source_on", models.DateField(verbose_name="来源日期")),
                        ("content", models.TextField(verbose_name="主要做法")),
                        ("use", models.TextField(blank=True, verbose_name="拟借鉴、已借鉴")),
                        ("created_at", models.DateTimeField()),
                        (
                            "town",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
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
                        "verbose_name": "先进经验",
                        "ordering": ("-source_on", "-id"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("town", "place", "title"), name="reference_once_per_town"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("source", ""), _negated=True),
                                name="reference_has_source",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportCall",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="名称")),
                        ("period", models.CharField(max_length=60, verbose_name="总结的时期")),
                        ("due_on", models.DateField(verbose_name="报送时限")),
                        ("note", models.TextField(blank=True, verbose_name="要求")),
                        ("created_at", models.DateTimeField()),
                        (
                            "town",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.town",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "工作报告征集",
                        "ordering": ("-due_on", "-id"),
                        "constraints": [
                            models.UniqueConstraint(fields=("town", "title"), name="call_title_per_town")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Report",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("parts", models.JSONField(default=dict, verbose_name="内容")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "未报送"),
                                    ("submitted", "已报送"),
                                    ("returned", "退回修改"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("saved_at", models.DateTimeField(blank=True, null=True, verbose_name="保存时间")),
                        ("first_on", models.DateField(blank=True, null=True, verbose_name="首次报送日期")),
                        (
                            "submitted_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="报送时间"),
                        ),
                        (
                            "returned_why",
                            models.CharField(blank=True, max_length=200, verbose_name="退回理由"),
                        ),
                        (
                            "submitted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="campaign.reportcall",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "工作报告",
                        "ordering": ("call_id", "unit__order", "unit_id"),
                        "constraints": [
                            models.UniqueConstraint(fields=("call", "unit"), name="report_once_per_unit"),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["waiting", "submitted", "returned"])),
                                name="report_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "waiting"),
                                    models.Q(("first_on__isnull", False), ("submitted_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="report_submitted_has_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "returned"), _negated=True),
                                    models.Q(("returned_why", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="report_returned_with_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Summary",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="序号")),
                        ("title", models.CharField(max_length=120, verbose_name="标题")),
                        ("overall", models.JSONField(default=dict, verbose_name="总体情况")),
                        ("content", models.JSONField(default=list, verbose_name="各单位报告")),
                        ("missing", models.JSONField(default=list, verbose_name="未报送单位")),
                        ("made_at", models.DateTimeField(verbose_name="汇总时间")),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="summaries",
                                to="campaign.reportcall",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "全镇总结",
                        "ordering": ("call_id", "-number"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("call", "number"), name="summary_number_per_call"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Task",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("order", models.PositiveIntegerField(verbose_name="排序")),
                        ("title", models.CharField(max_length=200, verbose_name="任务")),
                        ("clause", models.CharField(blank=True, max_length=60, verbose_name="条款")),
                        ("begins_on", models.DateField(blank=True, null=True, verbose_name="开始")),
                        ("due_on", models.DateField(verbose_name="完成时限")),
                        ("deliverable", models.CharField(max_length=200, verbose_name="成果")),
                        (
                            "phase",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks",
                                to="campaign.phase",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tasks",
                                to="campaign.plan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "任务",
                        "ordering": ("plan_id", "order", "id"),
                        "constraints": [
                            models.UniqueConstraint(fields=("plan", "title"), name="task_title_per_plan"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("begins_on__isnull", True),
                                    ("begins_on__lte", models.F("due_on")),
                                    _connector="OR",
                                ),
                                name="task_dates_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Part",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("done_on", models.DateField(blank=True, null=True, verbose_name="完成日期")),
                        ("note", models.TextField(blank=True, verbose_name="完成情况")),
                        ("waived_on", models.DateField(blank=True, null=True, verbose_name="免办日期")),
                        (
                            "waived_why",
                            models.CharField(blank=True, max_length=200, verbose_name="免办理由"),
                        ),
                        (
                            "done_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="parts",
                                to="campaign.task",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "单位任务",
                        "ordering": ("task_id", "unit__order", "unit_id"),
                        "indexes": [
                            models.Index(
                                condition=models.Q(("done_on__isnull", True), ("waived_on__isnull", True)),
                                fields=["unit"],
                                name="part_owed",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("task", "unit"), name="part_once_per_unit"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("done_on__isnull", True), ("waived_on__isnull", True), _connector="OR"
                                ),
                                name="part_done_or_waived",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("waived_on__isnull", True),
                                    models.Q(("waived_why", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="part_waived_with_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Training",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="名称")),
                        ("held_on", models.DateField(verbose_name="日期")),
                        ("hours", models.CharField(blank=True, max_length=40, verbose_name="时间")),
                        ("place", models.CharField(max_length=120, verbose_name="地点")),
                        ("trainer", models.CharField(max_length=80, verbose_name="授课人")),
                        ("content", models.TextField(verbose_name="培训内容")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "已安排"),
                                    ("held", "已举办"),
                                    ("cancelled", "已取消"),
                                ],
                                default="planned",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("state_note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                        ("created_at", models.DateTimeField()),
                        (
                            "task",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="trainings",
                                to="campaign.task",
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
                        "verbose_name": "培训",
                        "ordering": ("-held_on", "-id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["planned", "held", "cancelled"])),
                                name="training_state_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Paper",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("words", models.CharField(max_length=200, verbose_name="说明")),
                        ("name", models.CharField(blank=True, max_length=120, verbose_name="文件名")),
                        ("url", models.URLField(blank=True, max_length=300, verbose_name="网址")),
                        ("added_at", models.DateTimeField()),
                        (
                            "added_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="publication.storedfile",
                            ),
                        ),
                        (
                            "finding",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to="campaign.finding",
                            ),
                        ),
                        (
                            "record",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="publication.record",
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
                        (
                            "part",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to="campaign.part",
                            ),
                        ),
                        (
                            "training",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to="campaign.training",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "证明材料",
                        "ordering": ("id",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("finding__isnull", True),
                                        ("part__isnull", False),
                                        ("training__isnull", True),
                                    ),
                                    models.Q(
                                        ("finding__isnull", False),
                                        ("part__isnull", True),
                                        ("training__isnull", True),
                                    ),
                                    models.Q(
                                        ("finding__isnull", True),
                                        ("part__isnull", True),
                                        ("training__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="paper_of_one_thing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("file__isnull", False), ("record__isnull", True), ("url", "")
                                    ),
                                    models.Q(
                                        ("file__isnull", True), ("record__isnull", False), ("url", "")
                                    ),
                                    models.Q(
                                        ("file__isnull", True),
                                        ("record__isnull", True),
                                        models.Q(("url", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="paper_is_one_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("file__isnull", True),
                                    models.Q(("name", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="paper_file_has_name",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attendee",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=40, verbose_name="姓名")),
                        ("came", models.BooleanField(null=True, verbose_name="到会")),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                            ),
                        ),
                        (
                            "training",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attendees",
                                to="campaign.training",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "参训人员",
                        "ordering": ("training_id", "unit__order", "unit_id", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("training", "unit", "name"), name="attendee_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UpstreamRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("addressee", models.CharField(max_length=80, verbose_name="上级部门")),
                        ("subject", models.CharField(max_length=120, verbose_name="事由")),
                        ("content", models.TextField(verbose_name="内容")),
                        (
                            "document_number",
                            models.CharField(blank=True, max_length=60, verbose_name="发文字号"),
                        ),
                        ("sent_on", models.DateField(verbose_name="发出日期")),
                        ("reply_by", models.DateField(blank=True, null=True, verbose_name="希望答复日期")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("sent", "等待答复"),
                                    ("answered", "已答复"),
                                    ("settled", "已办结"),
                                ],
                                default="sent",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("reply", models.TextField(blank=True, verbose_name="答复")),
                        ("replied_on", models.DateField(blank=True, null=True, verbose_name="答复日期")),
                        ("outcome", models.TextField(blank=True, verbose_name="落实情况")),
                        ("created_at", models.DateTimeField()),
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
                        "verbose_name": "请示和对接",
                        "ordering": ("-sent_on", "-id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["sent", "answered", "settled"])),
                                name="upstream_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "sent"),
                                    models.Q(
                                        ("replied_on__isnull", False),
                                        models.Q(("reply", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="upstream_answered_says_what",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("replied_on__isnull", True),
                                    ("replied_on__gte", models.F("sent_on")),
                                    _connector="OR",
                                ),
                                name="upstream_dates_in_order",
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.AddField(
            model_name="reportcall",
            name="task",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="calls",
                to="campaign.task",
            ),
        ),
        migrations.AddField(
            model_name="check",
            name="task",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="checks",
                to="campaign.task",
            ),
        ),
    ]
