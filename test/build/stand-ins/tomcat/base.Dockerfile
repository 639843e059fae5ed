ARG BASE=eclipse-temurin:17-jre
FROM $BASE
# Debian's Tomcat, in the folders of the one of tomcat.apache.org.
ENV CATALINA_HOME=/usr/local/tomcat
ENV PATH=$CATALINA_HOME/bin:$PATH
RUN apt-get update \
    && apt-get install -y --no-install-recommends tomcat10 \
    && rm -rf /var/lib/apt/lists/* \
    && mkdir -p "$CATALINA_HOME/logs" "$CATALINA_HOME/temp" "$CATALINA_HOME/webapps" "$CATALINA_HOME/work" \
    && cp -rL /usr/share/tomcat10/bin /usr/share/tomcat10/lib "$CATALINA_HOME" \
    && cp -rL /usr/share/tomcat10/etc "$CATALINA_HOME/conf"
# What compiles pages of JSP comes with the one of tomcat.apache.org.
RUN cp -L /usr/share/java/eclipse-jdt-*.jar "$CATALINA_HOME/lib"
WORKDIR $CATALINA_HOME
EXPOSE 8080
ENTRYPOINT []
CMD ["catalina.sh", "run"]
