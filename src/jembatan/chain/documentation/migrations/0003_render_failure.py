"""A photo that cannot be processed says why."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documentation', '0002_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='asset',
            name='render_failure',
            field=models.CharField(blank=True, max_length=500),
        ),
    ]
