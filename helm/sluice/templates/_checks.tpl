{{/* Values that contradict each other or are missing are refused with a sentence that begins with the key. */}}
{{- define "sluice.checks" -}}
{{- $v := .Values }}
{{- $evaluation := eq $v.profile "evaluation" }}
{{- range $part := list "kafka" "postgresql" "objectStore" "mailSink" "keys" }}
{{- if and (index $v.evaluation $part).enabled (not $evaluation) }}
{{- fail (printf "evaluation.%s.enabled is true with profile %s, expected profile evaluation: the part is a single pod for trying Sluice" $part $v.profile) }}
{{- end }}
{{- end }}
{{- if $v.pickup.continuous }}
{{- if or $v.pickup.cron $v.pickup.zone }}{{ fail "pickup.continuous is true, so pickup.cron and pickup.zone must be empty" }}{{ end }}
{{- if not $evaluation }}{{ fail "pickup.continuous is true with profile production, expected pickup.cron and pickup.zone" }}{{ end }}
{{- else }}
{{- if not $v.pickup.cron }}{{ fail "pickup.cron is empty, expected five cron fields such as \"0 6 * * *\": there is no default hour" }}{{ end }}
{{- if not $v.pickup.zone }}{{ fail "pickup.zone is empty, expected a time zone such as Asia/Taipei: there is no default zone" }}{{ end }}
{{- if ne 5 (len (regexSplit " +" $v.pickup.cron -1)) }}{{ fail (printf "pickup.cron is \"%s\", expected five cron fields" $v.pickup.cron) }}{{ end }}
{{- end }}
{{- if and $v.evaluation.kafka.enabled $v.kafka.bootstrapServers }}{{ fail "kafka.bootstrapServers is set, so evaluation.kafka.enabled must be false" }}{{ end }}
{{- if not (or $v.evaluation.kafka.enabled $v.kafka.bootstrapServers) }}{{ fail "kafka.bootstrapServers is empty, expected host:port of the brokers" }}{{ end }}
{{- if and $v.evaluation.kafka.enabled (gt (int $v.kafka.replicationFactor) 1) }}{{ fail (printf "kafka.replicationFactor is %v, expected 1 with evaluation.kafka.enabled: there is one broker" $v.kafka.replicationFactor) }}{{ end }}
{{- if gt (int ($v.kafka.minInSyncReplicas | default 1)) (int $v.kafka.replicationFactor) }}{{ fail (printf "kafka.minInSyncReplicas is %v, expected at most kafka.replicationFactor (%v): nothing could be published" $v.kafka.minInSyncReplicas $v.kafka.replicationFactor) }}{{ end }}
{{- if and $v.authorities.configMapName $v.authorities.secretName }}{{ fail "authorities.configMapName and authorities.secretName are set, expected one of them" }}{{ end }}
{{- if and (contains "sslmode=verify-" $v.postgresql.parameters) (not (or $v.authorities.configMapName $v.authorities.secretName)) }}{{ fail (printf "postgresql.parameters is %s, so authorities.configMapName or authorities.secretName must name the authority of the database" $v.postgresql.parameters) }}{{ end }}
{{- if and $v.evaluation.postgresql.enabled $v.postgresql.host }}{{ fail "postgresql.host is set, so evaluation.postgresql.enabled must be false" }}{{ end }}
{{- if not (or $v.evaluation.postgresql.enabled $v.postgresql.host) }}{{ fail "postgresql.host is empty, expected the host of an existing PostgreSQL" }}{{ end }}
{{- if and $v.evaluation.postgresql.enabled $v.postgresql.ownUsers }}{{ fail "postgresql.ownUsers is set, so evaluation.postgresql.enabled must be false: there is one user" }}{{ end }}
{{- if and $v.evaluation.objectStore.enabled $v.objectStore.endpoint }}{{ fail "objectStore.endpoint is set, so evaluation.objectStore.enabled must be false" }}{{ end }}
{{- if and $v.evaluation.mailSink.enabled $v.mail.host }}{{ fail "mail.host is set, so evaluation.mailSink.enabled must be false" }}{{ end }}
{{- if not (or $v.evaluation.mailSink.enabled $v.mail.host) }}{{ fail "mail.host is empty, expected the host of an existing mail server" }}{{ end }}
{{- if not $v.mail.from }}{{ fail "mail.from is empty, expected the sender of all mails" }}{{ end }}
{{- if and $v.evaluation.mailSink.enabled (eq $v.mail.startTls "REQUIRED") }}{{ fail "mail.startTls is REQUIRED, expected DISABLED with evaluation.mailSink.enabled: the sink has no TLS" }}{{ end }}
{{- if and $v.mail.secret.name (eq $v.mail.startTls "DISABLED") }}{{ fail "mail.startTls is DISABLED with mail.secret.name: the password would cross the network in clear text" }}{{ end }}
{{- if not $v.sftp.endpoint.host }}{{ fail "sftp.endpoint.host is empty, expected the host name by which tenants reach the SFTP server" }}{{ end }}
{{- if not $v.evaluation.keys.enabled }}
{{- range $key := list "signingKey" "serviceTokens" "uploadKeys" "sftpServiceKey" "sftpHostKeys" }}
{{- if not (index $v.secrets $key) }}{{ fail (printf "secrets.%s is empty, expected the name of an existing Secret; deploy/make-secrets.sh makes it" $key) }}{{ end }}
{{- end }}
{{- if not $v.postgresql.secret.name }}{{ fail "postgresql.secret.name is empty, expected the name of an existing Secret" }}{{ end }}
{{- if not $v.objectStore.secret.name }}{{ fail "objectStore.secret.name is empty, expected the name of an existing Secret" }}{{ end }}
{{- else }}
{{- range $key, $name := $v.secrets }}
{{- if $name }}{{ fail (printf "secrets.%s is set, so evaluation.keys.enabled must be false" $key) }}{{ end }}
{{- end }}
{{- end }}
{{- if ne (int $v.sftp.replicas) 1 }}{{ fail (printf "sftp.replicas is %v, expected 1: sftp-watcher serves one volume" $v.sftp.replicas) }}{{ end }}
{{- if and (eq $v.sftp.service.type "ClusterIP") $v.sftp.service.nodePort }}{{ fail "sftp.service.nodePort is set, so sftp.service.type must be NodePort or LoadBalancer" }}{{ end }}
{{- range $name, $service := include "sluice.services" . | fromYaml }}
{{- $settings := index $v.services $name }}
{{- $own := include "sluice.environment" (dict "root" $ "name" $name "service" $service) }}
{{- range $variable, $value := $settings.environment }}
{{- if regexMatch (printf "name: %s[,\\s]" $variable) $own }}{{ fail (printf "services.%s.environment.%s is set, expected the value of the chart for it: the chart sets this variable" $name $variable) }}{{ end }}
{{- end }}
{{- if $service.exclusive }}
{{- if ne (int $settings.replicas) 1 }}{{ fail (printf "services.%s.replicas is %v, expected 1: a second one does not stand by yet" $name $settings.replicas) }}{{ end }}
{{- if $settings.autoscaling.enabled }}{{ fail (printf "services.%s.autoscaling.enabled is true, expected false: there is one replica" $name) }}{{ end }}
{{- end }}
{{- with $settings.autoscaling }}
{{- if and .keda.enabled (not .enabled) }}{{ fail (printf "services.%s.autoscaling.keda.enabled is true, so services.%s.autoscaling.enabled must be true, too" $name $name) }}{{ end }}
{{- if and .keda.enabled (not (and .keda.topic .keda.group)) }}{{ fail (printf "services.%s.autoscaling.keda.topic or group is empty, expected the topic and the consumer group whose lag counts" $name) }}{{ end }}
{{- if gt (int .minReplicas) (int .maxReplicas) }}{{ fail (printf "services.%s.autoscaling.minReplicas is %v, expected at most maxReplicas (%v)" $name .minReplicas .maxReplicas) }}{{ end }}
{{- if and .enabled .keda.enabled (gt (int .maxReplicas) (int $v.kafka.partitions)) }}{{ fail (printf "services.%s.autoscaling.maxReplicas is %v, expected at most kafka.partitions (%v): further replicas would get nothing to do" $name .maxReplicas $v.kafka.partitions) }}{{ end }}
{{- end }}
{{- end }}
{{- if not (or $v.batches.publicUrl $v.routes.host) }}{{ fail "batches.publicUrl is empty, expected the address at which clients reach /v2, or routes.host" }}{{ end }}
{{- if or $v.routes.ingress.enabled $v.routes.gateway.enabled }}
{{- if not $v.routes.host }}{{ fail "routes.host is empty, expected the host name of the HTTP API" }}{{ end }}
{{- end }}
{{- if and $v.routes.ingress.enabled (not $evaluation) (not $v.routes.tlsSecretName) }}{{ fail "routes.tlsSecretName is empty, expected the Secret with the certificate of routes.host" }}{{ end }}
{{- if and $v.routes.gateway.enabled (not $v.routes.gateway.parentRefs) }}{{ fail "routes.gateway.parentRefs is empty, expected the Gateways that take the routes" }}{{ end }}
{{- end }}
