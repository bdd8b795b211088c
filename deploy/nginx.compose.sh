#!/bin/sh
# nginx.conf with the names of compose.yaml's services and volumes, on standard output; SERVER_NAME is the site's name.
# The image has no /var/lib/nginx, and its cache folder is another.
set -e
sed -e "/^#/d" \
    -e "s#news\.example\.org\.pem#site/fullchain.pem#" \
    -e "s#news\.example\.org\.key#site/privkey.pem#" \
    -e "s#news\.example\.org#${SERVER_NAME:?}#" \
    -e "s#127\.0\.0\.1:8000#web:8000#" \
    -e "s#/srv/huadan/data/#/data/#" \
    -e "s#/srv/huadan/deploy/pages/#/srv/pages/#" \
    -e "s#/var/lib/nginx/huadan#/var/cache/nginx/huadan#" \
    -e "/modules-enabled/d" \
    "${1:?}"
