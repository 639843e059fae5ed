using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Stock
{
    public static class Prices
    {
        public static Dictionary<string, decimal> All()
        {
            var stream = typeof(Prices).Assembly.GetManifestResourceStream("Stock.prices.csv");
            var reader = new StreamReader(stream);
            return reader.ReadToEnd().Trim().Split('\n').Select(line => line.Split(','))
                .ToDictionary(row => row[0], row => decimal.Parse(row[1], CultureInfo.InvariantCulture));
        }
    }
}
