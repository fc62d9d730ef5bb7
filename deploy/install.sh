#!/bin/bash
# Installs the site on Debian 12 from this folder, or brings such an installation in line again: running it twice changes
# nothing that is there. As root:  deploy/install.sh govap.hochiminhcity.gov.vn
set -euo pipefail
host=${1:-}
app=$(cd "$(dirname "$0")/.." && pwd)
cd "$app"
if [ "$(id -u)" != 0 ]; then echo "Hãy chạy bằng quyền quản trị máy: sudo deploy/install.sh TÊN_MIỀN" >&2; exit 1; fi
if ! [[ "$host" =~ ^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$ ]]; then echo "Hãy ghi tên miền của trang: deploy/install.sh govap.hochiminhcity.gov.vn" >&2; exit 1; fi
if [ "$app" != /srv/govap/app ]; then echo "Hãy đặt mã nguồn ở /srv/govap/app rồi chạy lại (đang ở $app)." >&2; exit 1; fi

echo "1. Gói hệ thống"
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends make git python3-venv nginx-light postgresql postgresql-client >/dev/null

echo "2. Tài khoản, thư mục, cơ sở dữ liệu"
id govap &>/dev/null || useradd --system --home-dir /srv/govap --shell /usr/sbin/nologin govap
# nginx may pass through to static files and media, whose modes let it read; it may list or read nothing else.
install -d -o govap -g www-data -m 0710 /srv/govap/var
install -d -o govap -g govap -m 0755 /srv/govap/var/media
install -d -o govap -g govap -m 0700 /var/backups/govap
if runuser -u postgres -- psql -qtc 'SELECT 1' &>/dev/null; then
  runuser -u postgres -- psql -qtc "SELECT 1 FROM pg_roles WHERE rolname = 'govap'" | grep -q 1 || runuser -u postgres -- createuser govap
  runuser -u postgres -- psql -qtc "SELECT 1 FROM pg_database WHERE datname = 'govap'" | grep -q 1 || runuser -u postgres -- createdb -O govap -E UTF8 -T template0 govap
fi

echo "3. Cài đặt trong /etc/govap.env"
if [ ! -e /etc/govap.env ]; then
  key=$(python3 -c 'import secrets; print(secrets.token_urlsafe(64))')
  install -o root -g govap -m 0640 /dev/null /etc/govap.env
  sed -e "s|^SECRET_KEY=.*|SECRET_KEY=$key|" -e "s|govap.example.vn|$host|" deploy/govap.env > /etc/govap.env
fi

echo "4. Dịch vụ"
install -m 0644 deploy/systemd/* /etc/systemd/system/
[ -e /etc/nginx/conf.d/govap.conf ] || sed "s|govap.example.vn|$host|g" deploy/nginx.conf > /etc/nginx/conf.d/govap.conf
# Debian's own default site claims the same addresses.
rm -f /etc/nginx/sites-enabled/default
systemctl daemon-reload

echo "5. Chương trình"
make -s venv
deploy/manage.sh migrate --noinput --verbosity 0
deploy/manage.sh collectstatic --noinput --verbosity 0
systemctl enable --now govap.service govap-renditions.service govap-tick.timer govap-backup.timer govap-check.timer

cat <<END

Xong. Còn lại:
- Chứng chỉ TLS: đặt fullchain.pem và privkey.pem vào /etc/ssl/govap/, rồi: nginx -t && systemctl reload nginx
- Tài khoản đầu tiên: deploy/manage.sh createsuperuser
- Chép một bản SECRET_KEY trong /etc/govap.env ra nơi cất riêng, ngoài máy này.
END
