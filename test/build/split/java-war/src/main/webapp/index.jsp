<%@ page contentType="text/html; charset=utf-8" %><h1><%= 40 + 2 %></h1>
