{{/* The environment of the services: one template for each thing that a service may use; files/services.yaml says
     which. Each takes a dict with root, name and service. */}}

{{/* What the chart itself sets. */}}
{{- define "sluice.environment" -}}
{{- $scope := . }}
{{- include "sluice.environment.always" . }}
{{- range .service.uses }}
{{ include (printf "sluice.environment.%s" .) $scope }}
{{- end }}
{{- end }}

{{- define "sluice.environment.always" -}}
- {name: QUARKUS_HTTP_PORT, value: "8080"}
- {name: QUARKUS_MANAGEMENT_PORT, value: "9000"}
- {name: QUARKUS_LOG_CONSOLE_JSON_ENABLED, value: {{ .root.Values.logs.json | quote }}}
- {name: MP_JWT_VERIFY_PUBLICKEY_LOCATION, value: "file:/srv/sluice/keys/signing/public.pem"}
- {name: MP_JWT_VERIFY_ISSUER, value: {{ .root.Values.tokens.issuer | quote }}}
- {name: MP_JWT_VERIFY_AUDIENCES, value: {{ .root.Values.tokens.audience | quote }}}
{{- if include "sluice.authorities" .root }}
- {name: QUARKUS_TLS_OUTGOING_TRUST_STORE_PEM_CERTS, value: {{ include "sluice.authorities" .root }}}
- {name: QUARKUS_TLS_OUTGOING_RELOAD_PERIOD, value: {{ .root.Values.authorities.reloadPeriod }}}
{{- end }}
{{- with .root.Values.tracing.endpoint }}
- {name: QUARKUS_OTEL_SDK_DISABLED, value: "false"}
- {name: QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT, value: {{ . | quote }}}
{{- end }}
{{- end }}

{{- define "sluice.environment.kafka" -}}
- name: KAFKA_BOOTSTRAP_SERVERS
  {{- if .root.Values.evaluation.kafka.enabled }}
  value: {{ include "sluice.name" (list .root "kafka") }}:9092
  {{- else }}
  value: {{ .root.Values.kafka.bootstrapServers | quote }}
  {{- end }}
- {name: SLUICE_KAFKA_PARTITIONS, value: {{ .root.Values.kafka.partitions | quote }}}
- {name: SLUICE_KAFKA_REPLICATION_FACTOR, value: {{ .root.Values.kafka.replicationFactor | quote }}}
- {name: SLUICE_KAFKA_MIN_IN_SYNC_REPLICAS, value: {{ .root.Values.kafka.minInSyncReplicas | default (min 2 .root.Values.kafka.replicationFactor) | quote }}}
- {name: SLUICE_KAFKA_RETENTION, value: {{ .root.Values.kafka.retention }}}
- {name: SLUICE_KAFKA_DEAD_LETTER_RETENTION, value: {{ .root.Values.kafka.deadLetterRetention }}}
{{- if and (include "sluice.authorities" .root) (not (hasKey .root.Values.kafka.properties "ssl.truststore.location")) }}
- {name: KAFKA_SSL_TRUSTSTORE_TYPE, value: PEM}
- {name: KAFKA_SSL_TRUSTSTORE_LOCATION, value: {{ include "sluice.authorities" .root }}}
{{- end }}
{{- range $key, $value := .root.Values.kafka.properties }}
- {name: {{ printf "KAFKA_%s" $key | upper | replace "." "_" | replace "-" "_" }}, value: {{ $value | quote }}}
{{- end }}
{{- end }}

{{- define "sluice.environment.postgresql" -}}
{{- $values := .root.Values.postgresql }}
{{- $host := ternary (include "sluice.name" (list .root "postgresql")) $values.host .root.Values.evaluation.postgresql.enabled }}
{{- $address := printf "%s:%v/%s%s" $host $values.port (index $values.databases .service.database) (ternary (printf "?%s" $values.parameters) "" (ne $values.parameters "")) }}
{{- $authorities := include "sluice.authorities" .root }}
{{- $rootCert := ternary (printf "%s%s" (ternary "&sslrootcert=" "?sslrootcert=" (contains "?" $address)) $authorities) "" (ne $authorities "") }}
- {name: QUARKUS_DATASOURCE_JDBC_URL, value: {{ printf "jdbc:postgresql://%s%s" $address $rootCert | quote }}}
- {name: QUARKUS_DATASOURCE_REACTIVE_URL, value: {{ printf "postgresql://%s" $address | quote }}}
{{- with $authorities }}
- {name: QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM, value: "true"}
- {name: QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM_CERTS, value: {{ . }}}
- {name: QUARKUS_DATASOURCE_REACTIVE_HOSTNAME_VERIFICATION_ALGORITHM, value: HTTPS}
{{- end }}
{{- $user := index $values.ownUsers .service.database | default (include "sluice.postgresqlSecret" .root) }}
- name: QUARKUS_DATASOURCE_USERNAME
  valueFrom: {secretKeyRef: {name: {{ $user }}, key: {{ $values.secret.usernameKey }}}}
- name: QUARKUS_DATASOURCE_PASSWORD
  valueFrom: {secretKeyRef: {name: {{ $user }}, key: {{ $values.secret.passwordKey }}}}
{{- end }}

{{- define "sluice.environment.object-store" -}}
{{- $values := .root.Values.objectStore }}
{{- $endpoint := ternary (printf "http://%s:9000" (include "sluice.name" (list .root "object-store"))) $values.endpoint .root.Values.evaluation.objectStore.enabled }}
{{- with $endpoint }}
- {name: QUARKUS_S3_ENDPOINT_OVERRIDE, value: {{ . | quote }}}
{{- end }}
- {name: QUARKUS_S3_PATH_STYLE_ACCESS, value: {{ $values.pathStyleAccess | quote }}}
- {name: QUARKUS_S3_AWS_REGION, value: {{ $values.region | quote }}}
- {name: QUARKUS_S3_AWS_CREDENTIALS_TYPE, value: static}
- name: QUARKUS_S3_AWS_CREDENTIALS_STATIC_PROVIDER_ACCESS_KEY_ID
  valueFrom: {secretKeyRef: {name: {{ include "sluice.objectStoreSecret" .root }}, key: {{ $values.secret.accessKeyIdKey }}}}
- name: QUARKUS_S3_AWS_CREDENTIALS_STATIC_PROVIDER_SECRET_ACCESS_KEY
  valueFrom: {secretKeyRef: {name: {{ include "sluice.objectStoreSecret" .root }}, key: {{ $values.secret.secretAccessKeyKey }}}}
- {name: SLUICE_OBJECTS_BUCKET, value: {{ $values.bucket | quote }}}
{{- end }}

{{- define "sluice.environment.sftp" -}}
- {name: SLUICE_SFTP_HOST, value: {{ include "sluice.sftpHost" .root | quote }}}
- {name: SLUICE_SFTP_PORT, value: "2223"}
- {name: SLUICE_SFTP_PRIVATE_KEY_FILE, value: /srv/sluice/keys/sftp/private}
- {name: SLUICE_SFTP_KNOWN_HOSTS_FILE, value: /srv/sluice/keys/sftp/known_hosts}
{{- end }}

{{- define "sluice.environment.mail" -}}
{{- $values := .root.Values.mail }}
- {name: QUARKUS_MAILER_HOST, value: {{ ternary (include "sluice.name" (list .root "mail-sink")) $values.host .root.Values.evaluation.mailSink.enabled | quote }}}
- {name: QUARKUS_MAILER_PORT, value: {{ ternary 1025 $values.port .root.Values.evaluation.mailSink.enabled | quote }}}
- {name: QUARKUS_MAILER_FROM, value: {{ $values.from | quote }}}
- {name: QUARKUS_MAILER_START_TLS, value: {{ $values.startTls }}}
{{- if and (eq (int $values.port) 465) (not .root.Values.evaluation.mailSink.enabled) }}
- {name: QUARKUS_MAILER_TLS, value: "true"}
{{- end }}
{{- if include "sluice.authorities" .root }}
- {name: QUARKUS_MAILER_TLS_CONFIGURATION_NAME, value: outgoing}
{{- end }}
{{- with $values.secret.name }}
- name: QUARKUS_MAILER_USERNAME
  valueFrom: {secretKeyRef: {name: {{ . }}, key: {{ $values.secret.usernameKey }}}}
- name: QUARKUS_MAILER_PASSWORD
  valueFrom: {secretKeyRef: {name: {{ . }}, key: {{ $values.secret.passwordKey }}}}
{{- end }}
{{- end }}

{{- define "sluice.environment.pickup" -}}
{{- $values := .root.Values.pickup }}
- {name: SLUICE_PICKUP_SCHEDULE, value: {{ ternary "continuous" (printf "%s %s" $values.cron $values.zone) $values.continuous | quote }}}
{{- end }}

{{- define "sluice.environment.signing-key" -}}
- {name: SMALLRYE_JWT_SIGN_KEY_LOCATION, value: "file:/srv/sluice/keys/signing/private.pem"}
- name: SLUICE_PLATFORM_TOKEN_FILES
  value: /srv/sluice/keys/tokens/job-service,/srv/sluice/keys/tokens/validator-service,/srv/sluice/keys/tokens/data-service,/srv/sluice/keys/tokens/sftp-server{{ if include "sluice.adminToken" .root }},/srv/sluice/keys/tokens/admin{{ end }}
- {name: SLUICE_SFTP_ENDPOINT_HOST, value: {{ .root.Values.sftp.endpoint.host | quote }}}
- {name: SLUICE_SFTP_ENDPOINT_PORT, value: {{ .root.Values.sftp.endpoint.port | quote }}}
{{- end }}

{{- define "sluice.environment.upload-keys" -}}
- {name: SLUICE_BATCH_PUBLIC_URL, value: {{ .root.Values.batches.publicUrl | default (printf "https://%s" .root.Values.routes.host) | quote }}}
- name: SLUICE_BATCH_SIGNING_KEY
  valueFrom: {secretKeyRef: {name: {{ include "sluice.uploadKeys" .root }}, key: signing-key}}
- name: SLUICE_BATCH_PREVIOUS_SIGNING_KEY
  valueFrom: {secretKeyRef: {name: {{ include "sluice.uploadKeys" .root }}, key: previous-signing-key, optional: true}}
{{- end }}

{{- /* The signed addresses of data files: same host, same Secret as those of uploads. */}}
{{- define "sluice.environment.data-files" -}}
- {name: SLUICE_DATA_FILES_PUBLIC_URL, value: {{ .root.Values.batches.publicUrl | default (printf "https://%s" .root.Values.routes.host) | quote }}}
- name: SLUICE_DATA_FILES_SIGNING_KEY
  valueFrom: {secretKeyRef: {name: {{ include "sluice.uploadKeys" .root }}, key: signing-key}}
- name: SLUICE_DATA_FILES_PREVIOUS_SIGNING_KEY
  valueFrom: {secretKeyRef: {name: {{ include "sluice.uploadKeys" .root }}, key: previous-signing-key, optional: true}}
{{- end }}

{{- define "sluice.environment.data-service" -}}
- {name: SLUICE_DATA_SERVICE_URL, value: {{ printf "http://%s:8080" (include "sluice.name" (list .root "data-service")) | quote }}}
{{- end }}

{{- define "sluice.environment.schema-service" -}}
- {name: SLUICE_SCHEMA_SERVICE_URL, value: {{ printf "http://%s:8080" (include "sluice.name" (list .root "schema-service")) | quote }}}
- {name: SLUICE_SERVICE_TOKEN_FILE, value: /srv/sluice/keys/token/token}
{{- end }}

{{- define "sluice.environment.sftp-watcher" -}}
- {name: SLUICE_WATCHER_URL, value: {{ printf "http://%s:8080" (include "sluice.name" (list .root "sftp-watcher")) | quote }}}
- {name: SLUICE_SERVICE_TOKEN_FILE, value: /srv/sluice/keys/token/token}
{{- end }}

{{- define "sluice.environment.sftp-watcher-health" -}}
- {name: SLUICE_WATCHER_MANAGEMENT_URL, value: {{ printf "http://%s:9000" (include "sluice.name" (list .root "sftp-watcher")) | quote }}}
{{- end }}

{{/* The file with the authorities of TLS; empty without any. */}}
{{- define "sluice.authorities" -}}
{{- with .Values.authorities }}{{ if or .configMapName .secretName }}/srv/sluice/authorities/ca.crt{{ end }}{{ end }}
{{- end }}

{{/* The volumes with keys: each service gets only files that it reads. */}}
{{- define "sluice.keyVolumes" -}}
- name: signing
  secret:
    secretName: {{ include "sluice.signingKey" .root }}
    defaultMode: 0440
    {{- /* Who signs reads every key of the Secret: a change of the signing key adds further ones. */}}
    {{- if not (has "signing-key" .service.uses) }}
    items: [{key: public.pem, path: public.pem}]
    {{- end }}
{{- if has "signing-key" .service.uses }}
- name: tokens
  projected:
    defaultMode: 0440
    sources:
      - secret: {name: {{ include "sluice.serviceTokens" .root }}}
      {{- with include "sluice.adminToken" .root }}
      - secret: {name: {{ . }}, optional: true, items: [{key: token, path: admin}]}
      {{- end }}
{{- end }}
{{- if has "sftp" .service.uses }}
- name: sftp
  projected:
    defaultMode: 0440
    sources:
      - secret: {name: {{ include "sluice.sftpServiceKey" .root }}, items: [{key: {{ .service.sftpKey }}, path: private}]}
      - secret: {name: {{ include "sluice.sftpHostKeys" .root }}, items: [{key: known_hosts, path: known_hosts}]}
{{- end }}
{{- if or (has "schema-service" .service.uses) (has "sftp-watcher" .service.uses) }}
- name: token
  secret:
    secretName: {{ include "sluice.serviceTokens" .root }}
    defaultMode: 0440
    items: [{key: {{ .name }}, path: token}]
{{- end }}
{{- with .root.Values.authorities }}
{{- if or .configMapName .secretName }}
- name: authorities
  projected:
    defaultMode: 0440
    sources:
      {{- with .configMapName }}
      - configMap: {name: {{ . }}, items: [{key: {{ $.root.Values.authorities.key }}, path: ca.crt}]}
      {{- end }}
      {{- with .secretName }}
      - secret: {name: {{ . }}, items: [{key: {{ $.root.Values.authorities.key }}, path: ca.crt}]}
      {{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- define "sluice.keyMounts" -}}
- {name: signing, mountPath: /srv/sluice/keys/signing, readOnly: true}
{{- if has "signing-key" .service.uses }}
- {name: tokens, mountPath: /srv/sluice/keys/tokens, readOnly: true}
{{- end }}
{{- if has "sftp" .service.uses }}
- {name: sftp, mountPath: /srv/sluice/keys/sftp, readOnly: true}
{{- end }}
{{- if or (has "schema-service" .service.uses) (has "sftp-watcher" .service.uses) }}
- {name: token, mountPath: /srv/sluice/keys/token, readOnly: true}
{{- end }}
{{- if include "sluice.authorities" .root }}
- {name: authorities, mountPath: /srv/sluice/authorities, readOnly: true}
{{- end }}
{{- end }}
