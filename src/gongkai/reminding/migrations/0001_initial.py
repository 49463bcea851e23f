import datetime
import django.db.models.deletion
import gongkai.ledger.clock
import gongkai.ledger.together
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisation', '0001_initial'),
        ('organisation', '__first__'),
    ]

    operations = [
        gongkai.ledger.together.CreateModels(
            models=[migrations.CreateModel(
                name='Gathering',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('day', models.DateField()),
                    ('at', models.DateTimeField(default=gongkai.ledger.clock.now)),
                    ('messages', models.PositiveIntegerField(default=0)),
                    ('town', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='gatherings', to='organisation.town')),
                ],
                options={
                    'verbose_name': '提醒汇总',
                    'ordering': ('-day',),
                    'constraints': [models.UniqueConstraint(fields=('town', 'day'), name='gathering_once_a_day')],
                },
            ), migrations.CreateModel(
                name='Head',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('unit', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='reminding_head', to='organisation.unit')),
                ],
                options={
                    'verbose_name': '接收提醒的单位负责人',
                },
            ), migrations.CreateModel(
                name='Message',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('day', models.DateField()),
                    ('title', models.CharField(max_length=120)),
                    ('urgent', models.BooleanField(default=False)),
                    ('lines', models.JSONField()),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to=settings.AUTH_USER_MODEL)),
                    ('gathering', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='reminding.gathering')),
                ],
                options={
                    'verbose_name': '提醒',
                    'ordering': ('-day', '-id'),
                    'constraints': [models.UniqueConstraint(fields=('account', 'day'), name='message_one_a_day')],
                },
            ), migrations.CreateModel(
                name='Sending',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('way', models.CharField(choices=[('email', '电子邮件'), ('sms', '短信'), ('wecom', '企业微信')], max_length=10, verbose_name='方式')),
                    ('state', models.CharField(choices=[('waiting', '等待发送'), ('sent', '已发送'), ('skipped', '没有发送'), ('failed', '发送失败')], default='waiting', max_length=10, verbose_name='状态')),
                    ('address', models.CharField(blank=True, max_length=120, verbose_name='送往')),
                    ('proof', models.CharField(blank=True, max_length=300, verbose_name='对方的答复')),
                    ('error', models.CharField(blank=True, max_length=300, verbose_name='原因')),
                    ('at', models.DateTimeField(default=gongkai.ledger.clock.now)),
                    ('message', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sendings', to='reminding.message')),
                ],
                options={
                    'verbose_name': '提醒发送',
                    'ordering': ('-id',),
                    'constraints': [models.UniqueConstraint(fields=('message', 'way'), name='sending_once_each_way'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'sent', 'skipped', 'failed'])), name='sending_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), models.Q(('proof', ''), _negated=True), _connector='OR'), name='sending_sent_has_proof')],
                },
            ), migrations.CreateModel(
                name='Setting',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('first', models.PositiveSmallIntegerField(blank=True, default=7, null=True, verbose_name='到期前几天第一次提醒')),
                    ('last', models.PositiveSmallIntegerField(blank=True, default=1, null=True, verbose_name='到期前几天再提醒')),
                    ('day', models.BooleanField(default=True, verbose_name='到期当天提醒')),
                    ('late', models.PositiveSmallIntegerField(blank=True, default=1, null=True, verbose_name='逾期几天提醒联络员')),
                    ('head', models.PositiveSmallIntegerField(blank=True, default=3, null=True, verbose_name='逾期几天提醒单位负责人')),
                    ('office', models.PositiveSmallIntegerField(blank=True, default=7, null=True, verbose_name='逾期几天告知党政办公室')),
                    ('every', models.PositiveSmallIntegerField(default=7, verbose_name='以后每几天再提醒一次，0为不再提醒')),
                    ('quiet_from', models.TimeField(default=datetime.time(20, 0), verbose_name='免打扰从几点')),
                    ('quiet_to', models.TimeField(default=datetime.time(8, 0), verbose_name='到几点')),
                    ('keep_email', models.BooleanField(default=True, verbose_name='逾期和督办的邮件，本人不能关闭')),
                    ('urging_head', models.PositiveSmallIntegerField(default=1, verbose_name='督办过期几天提请单位负责人')),
                    ('urging_leader', models.PositiveSmallIntegerField(default=4, verbose_name='督办过期几天提请主管领导')),
                    ('town', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reminding_setting', to='organisation.town')),
                ],
                options={
                    'verbose_name': '提醒设置',
                },
            ), migrations.CreateModel(
                name='Wish',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('email_off', models.BooleanField(default=False, verbose_name='不收电子邮件')),
                    ('sms_off', models.BooleanField(default=False, verbose_name='不收短信')),
                    ('wecom_off', models.BooleanField(default=False, verbose_name='不收企业微信')),
                    ('mobile', models.TextField(blank=True)),
                    ('wecom_user', models.CharField(blank=True, max_length=64, verbose_name='企业微信账号')),
                    ('account', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reminding_wish', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': '本人的提醒方式',
                },
            ), migrations.CreateModel(
                name='Gateway',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('email', '电子邮件'), ('sms', '短信'), ('wecom', '企业微信')], max_length=10, verbose_name='方式')),
                    ('active', models.BooleanField(default=True, verbose_name='启用')),
                    ('host', models.CharField(max_length=200, verbose_name='主机或接口地址')),
                    ('port', models.PositiveIntegerField(default=587, verbose_name='端口')),
                    ('security', models.CharField(choices=[('starttls', 'STARTTLS（端口常为587）'), ('tls', 'TLS（端口常为465）'), ('none', '不加密（只限本机的邮件程序）')], default='starttls', max_length=10, verbose_name='加密')),
                    ('sender', models.CharField(max_length=120, verbose_name='发件人')),
                    ('company', models.CharField(blank=True, max_length=120, verbose_name='集团客户名称')),
                    ('user', models.CharField(blank=True, max_length=120, verbose_name='用户名')),
                    ('secret', models.TextField(blank=True)),
                    ('worked_at', models.DateTimeField(blank=True, null=True)),
                    ('failing_since', models.DateTimeField(blank=True, null=True)),
                    ('last_error', models.CharField(blank=True, max_length=500)),
                    ('town', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminding_gateways', to='organisation.town')),
                ],
                options={
                    'verbose_name': '提醒发送方式',
                    'ordering': ('kind',),
                    'constraints': [models.UniqueConstraint(fields=('town', 'kind'), name='gateway_one_of_a_kind'), models.CheckConstraint(condition=models.Q(('kind__in', ['email', 'sms', 'wecom'])), name='gateway_kind_known')],
                },
            )],
        ),
    ]
