using System.Diagnostics;
using System.IO;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Shop
{
    public static class Program
    {
        public static void Main(string[] args) =>
            Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(web => web.UseStartup<Startup>()).Build().Run();
    }

    public class Startup
    {
        public void ConfigureServices(IServiceCollection services) => services.AddRazorPages();

        public void Configure(IApplicationBuilder app, IWebHostEnvironment environment)
        {
            app.UseStaticFiles();
            app.UseRouting();
            app.UseEndpoints(endpoints =>
            {
                endpoints.MapRazorPages();
                endpoints.MapGet("/hello", context =>
                    context.Response.WriteAsync(File.ReadAllText(Path.Combine(environment.ContentRootPath, "Texts", "hello.txt"))));
                endpoints.MapGet("/versions", context => context.Response.WriteAsync(Versions()));
            });
        }

        private static string Versions()
        {
            var start = new ProcessStartInfo("git", "--version") { RedirectStandardOutput = true };
            using (var git = Process.Start(start))
            {
                return git.StandardOutput.ReadToEnd();
            }
        }
    }
}
