{{/* A part of the evaluation profile with one pod. Each takes a dict: root, name, settings, and for the pod: ports
     (name: number), args, env, mounts, volumes, init (arguments of a command before), probe (a port's name). */}}

{{- define "sluice.part.statefulset" -}}
apiVersion: apps/v1
kind: StatefulSet
metadata: {{- include "sluice.metadata" (list .root .name) | nindent 2 }}
spec:
  serviceName: {{ include "sluice.name" (list .root .name) }}
  replicas: 1
  selector:
    matchLabels: {{- include "sluice.selector" (list .root .name) | nindent 6 }}
  template: {{- include "sluice.part.pod" . | nindent 4 }}
  volumeClaimTemplates:
    {{- include "sluice.volumeClaim" (list .settings.storage) | nindent 4 }}
{{- end }}

{{- define "sluice.part.pod" -}}
metadata:
  labels: {{- include "sluice.labels" (list .root .name) | nindent 4 }}
spec:
  {{- include "sluice.pod" (list .root .name) | nindent 2 }}
  terminationGracePeriodSeconds: 30
  securityContext: {{- include "sluice.restrictedPod" .root | nindent 4 }}
  {{- with .init }}
  initContainers:
    - name: folders
      {{- include "sluice.image" (list $.root $.image) | nindent 6 }}
      command: {{- toYaml . | nindent 8 }}
      resources: {requests: {cpu: 10m, memory: 16Mi}, limits: {memory: 64Mi}}
      securityContext: {{- include "sluice.restrictedContainer" $.root | nindent 8 }}
      volumeMounts: [{name: data, mountPath: /data}]
  {{- end }}
  containers:
    - name: {{ .name }}
      {{- include "sluice.image" (list .root .image) | nindent 6 }}
      {{- with .args }}
      args: {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with .env }}
      env: {{- toYaml . | nindent 8 }}
      {{- end }}
      ports:
        {{- range $port, $number := .ports }}
        - {name: {{ $port }}, containerPort: {{ $number }}, protocol: TCP}
        {{- end }}
      startupProbe:
        tcpSocket: {port: {{ .probe }}}
        periodSeconds: 1
        failureThreshold: 300
      readinessProbe:
        tcpSocket: {port: {{ .probe }}}
        periodSeconds: 5
      livenessProbe:
        tcpSocket: {port: {{ .probe }}}
        periodSeconds: 20
        failureThreshold: 6
      resources: {{- toYaml .settings.resources | nindent 8 }}
      securityContext: {{- include "sluice.restrictedContainer" .root | nindent 8 }}
      volumeMounts:
        - {name: tmp, mountPath: /tmp}
        {{- if hasKey .settings "storage" }}
        - {name: data, mountPath: /data}
        {{- end }}
        {{- with .mounts }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
  volumes:
    - {name: tmp, emptyDir: {sizeLimit: 256Mi}}
    {{- with .volumes }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
{{- end }}

{{- define "sluice.part.service" -}}
apiVersion: v1
kind: Service
metadata: {{- include "sluice.metadata" (list .root .name) | nindent 2 }}
spec:
  selector: {{- include "sluice.selector" (list .root .name) | nindent 4 }}
  ports:
    {{- range $port, $number := .ports }}
    - {name: {{ $port }}, port: {{ $number }}, targetPort: {{ $port }}, protocol: TCP}
    {{- end }}
{{- end }}

{{- define "sluice.part.serviceaccount" -}}
apiVersion: v1
kind: ServiceAccount
metadata: {{- include "sluice.metadata" (list .root .name) | nindent 2 }}
automountServiceAccountToken: false
{{- end }}

{{/* Lets in the services that use the part, and nothing out: root, name, use, port. */}}
{{- define "sluice.part.networkpolicy" -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {{- include "sluice.metadata" (list .root .name) | nindent 2 }}
spec:
  podSelector:
    matchLabels: {{- include "sluice.selector" (list .root .name) | nindent 6 }}
  policyTypes: [Ingress, Egress]
  ingress:
    {{- range $service, $facts := include "sluice.services" .root | fromYaml }}
    {{- if has $.use $facts.uses }}
    - from:
        - podSelector: {matchLabels: {{ include "sluice.selector" (list $.root $service) | fromYaml | toJson }}}
      ports: [{port: {{ $.port }}, protocol: TCP}]
    {{- end }}
    {{- end }}
  {{- with .egress }}
  egress: {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}
