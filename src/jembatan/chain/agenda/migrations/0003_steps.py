"""Changes of state are facts with an author."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import jembatan.foundation.clock
import jembatan.foundation.identifiers


class Migration(migrations.Migration):

    dependencies = [
        ('agenda', '0002_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='EventStep',
            fields=[
                ('id', models.UUIDField(default=jembatan.foundation.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('planned', 'Direncanakan'), ('confirmed', 'Dipastikan'), ('done', 'Selesai'), ('postponed', 'Ditunda'), ('cancelled', 'Dibatalkan')], max_length=12)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('taken_at', models.DateTimeField(default=jembatan.foundation.clock.now)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='agenda.event')),
                ('taken_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['taken_at', 'id'],
            },
        ),
    ]
