using System;
using System.IO;
using System.Linq;

public static class Program
{
    /// <summary>Ends with the number of words that have no translation.</summary>
    public static int Main(string[] args)
    {
        var words = File.ReadAllLines(args[0]).Select(line => line.Split(';')).ToList();
        Console.WriteLine($"{words.Count} words in {Directory.GetCurrentDirectory()}");
        return words.Count(word => word.Length < 2);
    }
}
