#!/bin/bash
# From the code that lies here to a site that runs it; `make upgrade` installs what it needs and calls this. Readers and
# staff go on meanwhile: what fails stops before the service is told, and the old program runs on with the old code loaded.
set -euo pipefail
cd "$(dirname "$0")/.."
manage=deploy/manage.sh
backups=${BACKUPS:-/var/backups/govap}
step() { echo "$1"; }
trap 'echo "Chưa nâng cấp xong: bước trên không thành. Trang vẫn chạy bản cũ; sửa lỗi rồi chạy lại lệnh này." >&2' ERR

step "1/5 Kiểm tra cài đặt"
$manage check --deploy --fail-level WARNING >/dev/null
step "2/5 Sao lưu vào $backups"
$manage backup "$backups" --keep "${KEEP:-14}"
step "3/5 Cập nhật cơ sở dữ liệu"
# A change of a table that waits for a long query keeps every reader behind it waiting too: it gives up soon, and again.
export PGOPTIONS="${PGOPTIONS:-} -c lock_timeout=5s"
for try in 1 2 3 4 5; do
  if $manage migrate --noinput --verbosity 0; then break; fi
  if [ "$try" = 5 ]; then false; fi
  echo "  Lần $try chưa được, thử lại."; sleep "${PAUSE:-5}"
done
step "4/5 Tệp tĩnh"
$manage collectstatic --noinput --verbosity 0
step "5/5 Nạp lại dịch vụ"
if systemctl is-active --quiet govap.service 2>/dev/null; then
  systemctl reload govap.service
  systemctl try-restart govap-renditions.service
else
  echo "  Dịch vụ govap không chạy bằng systemd ở máy này: nạp lại gunicorn bằng kill -HUP, hoặc khởi động nó."
fi
echo "Đã nâng cấp. Có gì không ổn: $manage status. Trở lại bản cũ: sổ tay vận hành, mục Nâng cấp."
